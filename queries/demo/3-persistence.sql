/*---
title: Persistence beside chance
question: Do universal neurons stay universal to the next checkpoint, more than by chance?
source: Nandan et al. 2025 (arXiv 2508.00903), persistence P(c -> c')
about: >-
  The share of the neurons universal (excess > 0.2) at a checkpoint that still are at the next;
  by_chance is what random sets of the same sizes in the same layers would share.
expect: {rows: 4, tolerance: 0.01}
chart:
  kind: lines
  x: next_checkpoint
  y: [p_persist, by_chance]
  names: [still universal at the next, by chance]
  x_scale: log
  y_label: share that stays universal
---*/
SELECT next_checkpoint,
  round(sum(kept) / nullif(sum(universal), 0), 4) AS p_persist,
  round(sum(expected * universal) / nullif(sum(universal), 0), 4) AS by_chance
FROM persistence
GROUP BY next_checkpoint
ORDER BY next_checkpoint;
