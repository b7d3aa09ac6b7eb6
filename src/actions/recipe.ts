/** actions/recipe: a recipe's life on a real Docker Swarm. */

export async function main(_env: NodeJS.ProcessEnv): Promise<number> {
  throw new Error('not written yet');
}
