/** The toolbox's image unless an input names another: restic's own, at a version. */

export const DEFAULT_TOOLBOX_IMAGE = 'restic/restic:0.18.1';
