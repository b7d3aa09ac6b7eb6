import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/lib/errors.js';
import { whyRefused } from '../../../src/recipe/engine/deploy-errors.js';

describe('what docker says about compose files that nobody could deploy is the user’s', () => {
  // Printed by docker 20.10.24 and 28.2.2.
  it.each([
    'services.app Additional property foo is not allowed',
    "services.app.healthcheck.interval Does not match format 'duration'",
    'version must be a string',
    'invalid interpolation format for services.app.image: "x"; you may need to escape any $ with another $',
    'service "app" refers to undefined volume data: invalid compose project',
  ])('%s', (said) => {
    const why = whyRefused(
      `Since --detach=false was not specified, tasks will be created in the background.\n${said}\n`,
      'exit code 1',
    );
    expect(why).toEqual({ invalid: new UserError(`the compose files are not valid: ${said}`) });
  });

  it('a file without a version names the line to add', () => {
    const why = whyRefused('unsupported Compose file version: 1.0\n', 'exit code 1');
    expect('invalid' in why && why.invalid.message).toContain('give every compose file version: "3.8"');
  });
});

describe('a refusal is one sentence with the one whose it is', () => {
  it.each([
    [
      'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      'docker-unreachable',
      'host',
    ],
    [
      'network "proxy" is declared as external, but could not be found. You need to create a swarm-scoped network',
      'deploy-refused',
      'recipe',
    ],
    ['secret not found: a_token_v1', 'deploy-refused', 'recipe'],
    [
      "failed to create service x_app: Error response from daemon: rpc error: code = InvalidArgument desc = port '8080' is already in use by service 'y_app' as an ingress port",
      'deploy-refused',
      'host',
    ],
    [
      'failed to create service x_app: Error response from daemon: rpc error: something',
      'deploy-refused',
      'recipe',
    ],
  ])('%s', (said, code, blame) => {
    expect(whyRefused(`Creating network x\n${said}\n`, 'exit code 1')).toMatchObject({
      finding: {
        code,
        blame,
        message: `docker stack deploy refused: ${said}`,
        evidence: ['Creating network x', said],
      },
    });
  });

  // Printed by docker 28.2.2 with an engine 20.10.24.
  it.each([
    ['config', 'x_nginx_conf_v1'],
    ['secret', 'x_token_v1'],
  ])('a %s whose content changed under its name is named, with the remedy', (kind, name) => {
    const said = `failed to update ${kind} ${name}: Error response from daemon: rpc error: code = InvalidArgument desc = only updates to Labels are allowed`;
    expect(whyRefused(`Updating network x\n${said}\n`, 'exit code 1')).toMatchObject({
      finding: {
        code: 'config-changed',
        blame: 'recipe',
        message: expect.stringContaining(`the ${kind} ${name} has another content`),
        evidence: ['Updating network x', said],
        remedy: expect.stringContaining('Raise its version in abra.sh'),
      },
    });
  });

  it('nothing said at all', () => {
    expect(whyRefused('', 'killed by SIGKILL')).toMatchObject({
      finding: { message: 'docker stack deploy refused: it ended with killed by SIGKILL' },
    });
  });
});
