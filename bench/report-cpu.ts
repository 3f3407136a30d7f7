/** Loaded before a measured server: answers the bench over the process channel with the CPU time used so far. */

process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system });
});
process.channel?.unref();
