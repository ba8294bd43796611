/* What the map shows: the scene of the passage that is read, or the overview of all places.
 *
 *   storymap.scenes(story) -> { position, scene, free, overview(), setFree(on), setAll(on), follow(how) }
 *     position     the step that is read, see reading-position.js; the map follows it
 *     scene        the scene that is shown, null outside the text
 *     free         whether the reader has moved the map: then #back offers to return
 *     overview()   whether all places are shown
 *     setAll(on)   sets whether the next follow() shows all places, even while a passage is read
 *     follow(how)  shows the scene of the step that is read; `how` as in camera.js
 *
 * The map fires `story:at` {id, asked} when it follows: the step, and whether the reader pressed a button for it.
 */
(() => {
  'use strict';

  storymap.scenes = function ({ map, data, steps, last, layer, card }) {
    const sceneOf = new Map(data.scenes.flatMap(scene => scene.passages.map(id => [id, scene])));
    let all = false;
    const position = storymap.readingPosition(steps, last, settle, storymap.address.write);
    const self = {
      position,
      scene: null,
      free: false,
      overview: () => all || !position.passage,
      setFree(on) {
        self.free = on;
        document.getElementById('back').hidden = !on;
      },
      setAll(on) {
        all = on;
        document.getElementById('all').setAttribute('aria-pressed', String(on));
      },
      follow(how) {
        const { scene } = self, overview = self.overview(), target = overview ? data.overview : scene && scene.camera;
        if (overview) layer.overview();
        else layer.show(scene ? scene.places : [], position.passage.id);
        self.setFree(false);
        if (target) storymap.mapCamera.go(target, how);
      }
    };

    function settle(how) {
      const { passage } = position;
      self.scene = passage ? sceneOf.get(passage.id) || self.scene : null;
      self.setAll(false);
      if (!self.scene || !self.scene.places.includes(card.slug)) card.close();
      self.follow(how);
      const open = data.places.find(({ slug }) => slug === card.slug);
      if (open && !storymap.mapCamera.shows(open.at, 0)) card.close();     // the new scene does not show the place of the card
      map.fire('story:at', { id: steps[position.index].id, asked: false });
    }

    map.on('story:free', () => self.setFree(true));
    return self;
  };
})();
