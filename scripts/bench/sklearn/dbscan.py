"""DBSCAN of scikit-learn, with its CPU seconds.

Arguments: folder, rows, columns, radius, points. Reads features.f32 (row-major), writes labels.i32 and core.u8, prints
CPU seconds and peak megabytes.
"""
import resource
import sys
import time

import numpy
from sklearn.cluster import DBSCAN

folder, rows, columns, radius, points = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
features = numpy.fromfile(f"{folder}/features.f32", dtype=numpy.float32).reshape(rows, columns)
started = time.process_time()
fit = DBSCAN(eps=radius, min_samples=points, n_jobs=-1).fit(features)
seconds = time.process_time() - started
core = numpy.zeros(rows, dtype=numpy.uint8)
core[fit.core_sample_indices_] = 1
fit.labels_.astype(numpy.int32).tofile(f"{folder}/labels.i32")
core.tofile(f"{folder}/core.u8")
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
