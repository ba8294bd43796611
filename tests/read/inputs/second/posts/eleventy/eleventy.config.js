module.exports = function (config) { config.addPassthroughCopy("src/img"); return { dir: { input: "src" } }; };
