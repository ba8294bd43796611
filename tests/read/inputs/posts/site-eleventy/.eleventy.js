module.exports = function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("src/images");
  eleventyConfig.addPassthroughCopy({ "public": "/" });
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: "njk" };
};
