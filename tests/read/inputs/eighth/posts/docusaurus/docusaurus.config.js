module.exports = {
  title: 'Slow Baltic',
  staticDirectories: ['static'],
};
