module.exports = { title: "Amber roads", url: "https://amber.example", baseUrl: "/" };
