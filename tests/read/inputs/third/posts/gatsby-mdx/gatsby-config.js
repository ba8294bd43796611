module.exports = { siteMetadata: { title: "Loaves" }, plugins: ["gatsby-plugin-mdx", "gatsby-plugin-image"] };
