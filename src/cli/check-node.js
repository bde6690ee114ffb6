// Runs before everything else, on whatever Node there is: says plainly when it is too old for type stripping.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'Support-Lotse needs Node 24, this is ' +
      process.version +
      '. Run "npm ci" once (it brings Node 24 along), then start with "npm start".',
  );
  process.exit(1);
}
