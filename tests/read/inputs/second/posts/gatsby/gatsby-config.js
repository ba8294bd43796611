module.exports = { siteMetadata: { title: `Stockfish`, siteUrl: `https://stockfish.example` }, plugins: [`gatsby-transformer-remark`] };
