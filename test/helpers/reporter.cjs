const { reporters } = require('mocha');

/** Mocha's Spec report with a closing line of plain counts, which a machine can read. */
module.exports = class CountingReporter extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    process.stdout.write(`\n${passes} passed, ${failures} failed${skipped}\n`);
  }
};
