/** What a service takes from the others on the host: places, memory, and where its log goes. */

import { child, placeAt, textOf } from '../format/yaml-tree.js';
import { inServices } from './read.js';

/** More than any recipe asks for, by far. */
export const MAX_REPLICAS = 10;

export const globalMode = inServices(({ name, mode, tree }) =>
  mode.startsWith('global')
    ? [
        {
          place: placeAt(tree, 'deploy', 'mode'),
          message: `${name} runs on every node (deploy.mode ${mode})`,
        },
      ]
    : [],
);

export const manyReplicas = inServices(({ name, replicas, tree }) =>
  replicas > MAX_REPLICAS
    ? [{ place: placeAt(tree, 'deploy', 'replicas'), message: `${name} asks for ${replicas} replicas` }]
    : [],
);

/** These write to a file that goes with the container, or nowhere. */
const LOCAL_LOGS = ['', 'json-file', 'local', 'none'];

export const loggingDriver = inServices(({ name, tree }) => {
  const driver = textOf(child(child(tree, 'logging'), 'driver')) ?? '';
  return LOCAL_LOGS.includes(driver)
    ? []
    : [{ place: placeAt(tree, 'logging', 'driver'), message: `${name} logs to the driver ${driver}` }];
});

export const oomScore = inServices(({ name, tree }) => {
  const score = Number(textOf(child(tree, 'oom_score_adj')) ?? 0);
  return score >= 0
    ? []
    : [
        {
          place: placeAt(tree, 'oom_score_adj'),
          message: `${name} has oom_score_adj ${score}, so that the kernel would kill others first`,
        },
      ];
});
