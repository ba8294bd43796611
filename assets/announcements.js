/* Announces sentences to screen readers when the reader presses a button or opens a place. They are written to #status.
 *
 *   storymap.announcements(data) -> { place(slug), overview(), route(), passage(number, count, slugs) }
 */
(() => {
  'use strict';

  storymap.announcements = function ({ wording, places, journey }) {
    const nameOf = new Map(places.map(({ slug, lines }) => [slug, lines.join(' / ')]));
    const names = (slugs, separator) => slugs.map(slug => nameOf.get(slug)).join(separator);
    function announce(sentence, values) {
      document.getElementById('status').textContent = sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
    }
    return {
      place: slug => announce(wording.shown, { place: nameOf.get(slug) }),
      overview: () => announce(wording.all_shown),
      route: () => announce(wording.route, { places: names(journey.stops.map(stop => stop.slug), ' – ') }),
      passage: (number, count, slugs) => announce(slugs.length ? wording.at_places : wording.at, { number, count, places: names(slugs, ', ') })
    };
  };
})();
