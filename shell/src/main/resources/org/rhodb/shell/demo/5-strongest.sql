-- The strongest universal neurons of seed0
SELECT model, checkpoint, layer, neuron, round(rho, 3) AS rho, round(baseline, 3) AS baseline,
  round(excess, 3) AS excess, mutual
FROM neurons
WHERE model = 'seed0' AND checkpoint = (SELECT max(checkpoint) FROM neurons)
ORDER BY excess DESC, layer, neuron
LIMIT 5;
