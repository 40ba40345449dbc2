/** Servers of S3 for tests, on loopback, each with what it keeps in a folder that is removed afterwards or in memory. */
import { AwsClient } from "aws4fetch";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../scripts/free_port.ts";
import type { Bucket } from "../../../src/service/artifacts/s3/client.ts";
import { pythonPackages } from "../../python.ts";

/** moto's server and what of its dependencies S3 needs. */
const MOTO = "moto==5.2.1 boto3==1.44.8 botocore==1.44.8 flask==3.1.3 flask_cors==6.0.5 werkzeug==3.1.9 " +
  "blinker==1.9.0 click==8.5.1 itsdangerous==2.2.0 jinja2==3.1.6 markupsafe==3.0.4 requests==2.34.2 " +
  "responses==0.26.3 urllib3==2.8.0 certifi==2026.10.19.post1 charset_normalizer==3.5.3 idna==3.20 " +
  "xmltodict==1.0.4 cryptography==50.0.2 cffi==2.1.1 pycparser==3.12 python_dateutil==2.9.0.post0 six==1.17.0 " +
  "jmespath==1.1.0 s3transfer==0.19.3 py_partiql_parser==0.6.3 pyyaml==6.0.4";

export interface S3Server extends AsyncDisposable {
  endpoint: string;
  /** A new bucket, which is empty. */
  bucket(): Promise<Bucket>;
}

const KEYS = { key: "tester", secret: "tester-secret", region: "us-east-1" };

export async function startMoto(): Promise<S3Server> {
  const path = await pythonPackages(MOTO), port = freePort();
  const env = { PYTHONPATH: path, AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
  return await started("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], port, env);
}

/** A server that is a program of Go, found on PATH or where `go install` puts it. */
export async function startProgram(program: string): Promise<S3Server> {
  const port = freePort(), folder = await Deno.makeTempDir();
  const args = program.endsWith("gofakes3")
    ? ["-backend", "mem", "-host", `127.0.0.1:${port}`]
    : [...["--port", `127.0.0.1:${port}`, "--access", KEYS.key, "--secret", KEYS.secret], "posix", folder];
  const server = await started(program, args, port);
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Where a program is, if it is anywhere. */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = [
    ...(Deno.env.get("PATH") ?? "").split(":"),
    join(Deno.env.get("HOME") ?? "", "go", "bin"),
    join(import.meta.dirname!, "../../../.cache/go/bin"),
  ];
  for (const folder of folders) {
    const path = join(folder, name);
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return undefined;
}

async function started(
  program: string,
  args: string[],
  port: number,
  env: Record<string, string> = {},
): Promise<S3Server> {
  const child = new Deno.Command(program, { args, env, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
  const said = child.stderr.text();
  let ended = false;
  child.status.then(() => ended = true);
  for (let left = 600;; left--) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
    connection?.close();
    if (connection !== undefined) break;
    if (left === 0) child.kill("SIGKILL");
    if (left === 0 || ended) throw new Error(`${program}: ${await said}`);
    await sleep(100);
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const signer = new AwsClient({
    accessKeyId: KEYS.key,
    secretAccessKey: KEYS.secret,
    ...KEYS,
    service: "s3",
  });
  let count = 0;
  return {
    endpoint,
    async bucket() {
      const bucket = `bucket-${count++}`;
      const response = await signer.fetch(`${endpoint}/${bucket}`, { method: "PUT" });
      if (response.status !== 200) throw new Error(`${program}: ${await response.text()}`);
      await response.body?.cancel();
      return { endpoint, bucket, ...KEYS };
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 2000);
      await child.status;
      clearTimeout(timer);
      await said;
    },
  };
}
