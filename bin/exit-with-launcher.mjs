// Loaded before a child's own code. When the launcher is gone, however it went, the channel to it closes: the child then
// ends as it does when it is asked to, and if that takes too long, at once. The channel itself keeps no child alive.
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 8000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
