// Prints the milliseconds of resets of emulate's GitHub, which it offers to programs only, not over HTTP.
import { createEmulator } from 'emulate'

const github = await createEmulator({ service: 'github', port: Number(process.argv[2]) })
for (let reset = 0; reset < 11; reset++) {
  const start = performance.now()
  await github.reset()
  console.log(`reset: ${performance.now() - start}`)
}
await github.close()
