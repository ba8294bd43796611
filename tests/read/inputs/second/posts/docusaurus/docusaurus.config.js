module.exports = { title: "Lock & Weir", url: "https://lockweir.example", staticDirectories: ["static"] };
