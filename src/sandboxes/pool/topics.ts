/** Topic on which a member of the pool is named that has become a sandbox: whoever holds its call tells it. */
export const claimedTopic = "sandboxes.claimed";
/** Topic on which a sandbox is named whose member of the pool was told. */
export const deliveredTopic = "sandboxes.delivered";
