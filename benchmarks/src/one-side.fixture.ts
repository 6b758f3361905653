// One side that takes as many milliseconds as its process has for an id; a benchmark "broken" ends it.
process.on('message', () => {
  if (process.argv[2] === 'broken') process.exit(3);
  process.send?.(process.pid);
});
process.once('disconnect', () => {
  process.exit();
});
process.send?.('ready');
