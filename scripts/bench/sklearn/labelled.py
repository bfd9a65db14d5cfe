"""Agreement (adjusted Rand index) of scikit-learn's K-means, mixture and DBSCAN with the labels of data sets, none tuned by labels.

Argument: a file with JSON of [{name, file, rows, columns, labels}] with standardized single-precision rows. Prints JSON of
{name: {kmeans, mixture, dbscan}}: K by silhouette, components by BIC, min_samples 2·d and eps at the knee.
"""
import json
import sys
import warnings

import numpy
from sklearn.cluster import DBSCAN, KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

warnings.filterwarnings("ignore")
NUMBERS = range(2, 21)


def kmeans(points):
    fits = [KMeans(k, n_init=10, random_state=1).fit_predict(points) for k in NUMBERS if k < len(points)]
    scores = [silhouette_score(points, labels, sample_size=min(len(points), 2000), random_state=1) for labels in fits]
    return fits[int(numpy.argmax(scores))]


def mixture(points):
    fits = [GaussianMixture(k, n_init=3, random_state=1).fit(points) for k in range(1, 21) if k < len(points)]
    return min(fits, key=lambda fit: fit.bic(points)).predict(points)


def dbscan(points):
    size = 2 * points.shape[1]
    curve = numpy.sort(NearestNeighbors(n_neighbors=size).fit(points).kneighbors(points)[0][:, -1])
    height = (curve - curve.min()) / max(curve.max() - curve.min(), 1e-12)
    knee = curve[int(numpy.argmax(numpy.linspace(0, 1, len(curve)) - height))]
    return DBSCAN(eps=max(float(knee), 1e-9), min_samples=size).fit_predict(points)


result = {}
for data in json.load(open(sys.argv[1])):
    points = numpy.fromfile(data["file"], dtype=numpy.float32).reshape(data["rows"], data["columns"]).astype(float)
    result[data["name"]] = {method.__name__: adjusted_rand_score(data["labels"], method(points)) for method in (kmeans, mixture, dbscan)}
print(json.dumps(result))
