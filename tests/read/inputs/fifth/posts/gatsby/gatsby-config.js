module.exports = { siteMetadata: { title: "River days" } };
