"""Scikit-learn's side of `npm run bench -- segments`: one job in a process of its own.

Arguments: the job and JSON of {data: {file, rows, columns}, options}. Prints JSON of seconds, cpuSeconds, peakMegabytes
and figures of quality.
"""
import json
import resource
import sys
import time

import numpy


def kmeans(points, options):
    from sklearn.cluster import KMeans
    model = KMeans(options["k"], n_init=options["restarts"], random_state=1)
    return lambda: {"inertia": float(model.fit(points).inertia_)}


def mini_batch(points, options):
    from sklearn.cluster import MiniBatchKMeans
    model = MiniBatchKMeans(options["k"], n_init=3, batch_size=2048, random_state=1)
    return lambda: {"inertia": float(model.fit(points).inertia_)}


def choose(points, options):
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    def work():
        scores = {}
        for k in range(options["low"], options["high"] + 1):
            labels = KMeans(k, n_init=1, random_state=1).fit_predict(points)
            scores[k] = silhouette_score(points, labels, sample_size=10000, random_state=1)
        return {"clusters": max(scores, key=scores.get)}

    return work


def silhouette(points, options):
    from sklearn.metrics import silhouette_score
    labels = numpy.arange(len(points)) % options["k"]
    return lambda: {"silhouette": float(silhouette_score(points, labels))}


def mixture(points, options):
    from sklearn.mixture import GaussianMixture
    model = GaussianMixture(options["k"], n_init=options["restarts"], tol=options["tolerance"], random_state=1)

    def work():
        model.fit(points)
        return {}

    return work, lambda: {"logLikelihood": float(model.score(points))}


def ward(points, options):
    from sklearn.cluster import AgglomerativeClustering
    model = AgglomerativeClustering(options["k"])

    def quality():
        groups = [points[model.labels_ == label].astype(float) for label in range(options["k"])]
        return {"inertia": sum(float(((group - group.mean(0)) ** 2).sum()) for group in groups)}

    return lambda: model.fit(points) and {}, quality


def components(points, options):
    from sklearn.decomposition import PCA
    model = PCA(options["count"], random_state=1)

    def work():
        model.fit(points)
        return {"variance": float(model.explained_variance_.sum())}

    return work


def dbscan(points, options):
    from sklearn.cluster import DBSCAN
    model = DBSCAN(eps=options["radius"], min_samples=options["pointsMin"], n_jobs=-1)

    def quality():
        core = numpy.zeros(len(points), dtype=numpy.uint8)
        core[model.core_sample_indices_] = 1
        model.labels_.astype(numpy.int32).tofile(options["found"] + ".labels")
        core.tofile(options["found"] + ".core")
        return {"clusters": int(model.labels_.max()) + 1}

    return lambda: model.fit(points) and {}, quality


JOBS = {
    "kmeans": kmeans, "miniBatch": mini_batch, "choose": choose, "silhouette": silhouette,
    "mixture": mixture, "ward": ward, "components": components,
    "dbscan": dbscan,
}


def main():
    job, text = sys.argv[1], json.loads(sys.argv[2])
    data, options = text["data"], text["options"]
    points = numpy.fromfile(data["file"], dtype=numpy.float32).reshape(data["rows"], data["columns"])
    prepared = JOBS[job](points, options)
    work, quality = prepared if isinstance(prepared, tuple) else (prepared, dict)
    used, started = time.process_time(), time.perf_counter()
    found = work()
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpuSeconds": cpu, "peakMegabytes": peak, "quality": {**found, **quality()}}))


main()
