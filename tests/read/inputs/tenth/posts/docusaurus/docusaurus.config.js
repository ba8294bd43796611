module.exports = {title: 'Slow Water', url: 'https://slowwater.example', baseUrl: '/', presets: [['classic', {docs: false}]]};
