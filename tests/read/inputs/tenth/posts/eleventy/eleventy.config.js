export default function (config) { config.addPassthroughCopy({"content/img": "img"}); return {dir: {input: "content", output: "_site"}}; }
