module.exports = { title: "Fords", url: "https://fords.example", baseUrl: "/", presets: ["classic"] };
