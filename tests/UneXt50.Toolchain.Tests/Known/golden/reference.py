"""What KnownPhotos and KnownCalibration compute, written again in numpy."""
import numpy as np

SIZE = 96
BLOCKS = 8


def mixed(number):
    """The output function of SplitMix64 (Steele, Lea, Flood 2014) of a number counted from 1."""
    mask = (1 << 64) - 1
    z = (number * 0x9E3779B97F4A7C15) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return z ^ (z >> 31)


def matrix(width, size=SIZE):
    """[width, size]: each feature goes, with one sign or the other, to one place in each of eight blocks."""
    result = np.zeros((width, size))
    block = size // BLOCKS
    for feature in range(width):
        bits = mixed(feature + 1)
        for i in range(BLOCKS):
            byte = (bits >> (8 * i)) & 0xFF
            result[feature, i * block + (((byte & 127) * block) >> 7)] = 1 if byte & 128 else -1
    return result


def sketch(features, size=SIZE):
    roots = np.sign(features) * np.sqrt(np.abs(features))
    return roots @ matrix(features.shape[1], size)


def oas(scatter, count):
    """Oracle approximating shrinkage (Chen, Wiesel, Eldar, Hero 2010, eq. 23), as scikit-learn's."""
    size = len(scatter)
    mu = np.trace(scatter) / size
    alpha = (scatter ** 2).mean()
    share = min(1, (alpha + mu ** 2) / ((count + 1) * (alpha - mu ** 2 / size)))
    return (1 - share) * scatter + share * mu * np.eye(size)


def leave_one_out(x, classes):
    """The distance of each photo of a class of two or more, with all but the shrinkage learned from the others."""
    result = []
    centres = {k: x[classes == k].mean(0) for k in np.unique(classes)}
    several = np.array([(classes == k).sum() > 1 for k in classes])
    residuals = np.stack([v - centres[k] for v, k in zip(x, classes)])[several]
    count, size = len(residuals), x.shape[1]
    scatter = residuals.T @ residuals / count
    full = oas(scatter, count)
    mu = np.trace(scatter) / size
    share = 1 - (full[0, 1] / scatter[0, 1]) if scatter[0, 1] else 1
    for i in np.flatnonzero(several):
        others = np.arange(len(x)) != i
        means = {k: x[others & (classes == k)].mean(0) for k in np.unique(classes[others])}
        left = np.stack([x[j] - means[classes[j]] for j in np.flatnonzero(others & several)])
        covariance = (1 - share) * left.T @ left / (count - 1) + share * mu * np.eye(size)
        inverse = np.linalg.inv(covariance)
        differences = np.stack([x[i] - mean for mean in means.values()])
        result.append(np.sqrt(np.einsum("ij,jk,ik->i", differences, inverse, differences).min()))
    return np.array(result)
