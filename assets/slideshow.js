/* The page in a frame: a slideshow with one passage per slide, so that the scroll wheel still scrolls the page around the frame.
 *
 *   storymap.slideshow(steps, wording, onturn) -> { show(index), go(by), ends() }, or null when the page is not framed
 *     steps          elements in reading order, the head first
 *     onturn(index)  is called with the last step of the slide that is shown
 *     show(index)    shows the slide with a step
 *     go(by)         one page forward (1) or back (-1); slides do not scroll, so a long passage has several pages
 *     ends()         [whether this is the first page, whether it is the last]
 */
(() => {
  'use strict';

  function addFoot(wording) {
    const foot = document.createElement('div'), count = document.createElement('span');
    foot.className = 'slideshow-foot';
    foot.append(count);
    if (/^(https?|file):/.test(window.location.protocol)) {
      const link = document.createElement('a'), address = new URL(window.location.href);
      address.searchParams.delete('view');
      link.href = address.href.split('#')[0];
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = wording.open;
      foot.append(link);
    }
    document.querySelector('.story').append(foot);
    return count;
  }

  /** The steps of each slide: a heading does not have its own slide but is shown with the passage that follows. */
  function slidesOf(steps) {
    const slides = [];
    let slide = [];
    for (const step of steps) {
      slide.push(step);
      if (!/^H[2-6]$/.test(step.tagName)) { slides.push(slide); slide = []; }
    }
    if (slide.length) slides.push(slide);
    return slides;
  }

  storymap.slideshow = function (steps, wording, onturn) {
    if (!storymap.framed) return null;
    document.documentElement.classList.add('slideshow');
    const slides = slidesOf(steps), count = addFoot(wording), text = document.getElementById('text');
    let current = -1, page = 0;

    /** The text is laid out in columns as wide as the slide; each column of a long passage is a page. */
    function pages() {
      return Math.max(1, Math.round(text.scrollWidth / Math.max(1, text.clientWidth)));
    }

    function turn(index, last) {
      const slide = slides[index];
      if (current >= 0) for (const step of slides[current]) step.classList.remove('slide-on');
      current = index;
      for (const step of slide) step.classList.add('slide-on');
      text.classList.toggle('slide-on', text.contains(slide[0]));
      page = last ? pages() - 1 : 0;
      text.scrollLeft = page * text.clientWidth;
      count.textContent = `${index + 1} / ${slides.length}`;
      onturn(steps.indexOf(slide[slide.length - 1]));
    }

    return {
      show(index) { turn(Math.max(0, slides.findIndex(slide => slide.includes(steps[index])))); },
      go(by) {
        if (page + by >= 0 && page + by < pages() && text.classList.contains('slide-on')) {
          page += by;
          text.scrollLeft = page * text.clientWidth;
        } else if (slides[current + by]) turn(current + by, by < 0);
      },
      ends: () => [current === 0 && page === 0, current === slides.length - 1 && page >= pages() - 1]
    };
  };
})();
