/** Gitea 1.27.3 with runner 1.0.8 in host mode. */
import { useSwarmHost } from '../../support/forge/hello.js';
import { useForge } from '../../support/forge/index.js';
import { helloRecipeTests } from './hello-recipe.js';
import { jobHeadTests } from './job-head.js';
import { tieredTests } from './tiered.js';

const swarmHost = useSwarmHost();
const forge = useForge('1.27.3', { runnerEnv: async () => ({ DOCKER_HOST: (await swarmHost()).host }) });

jobHeadTests(forge);
tieredTests(forge);
helloRecipeTests(forge, swarmHost);
