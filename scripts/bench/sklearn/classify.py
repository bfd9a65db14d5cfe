"""Cross-validated predictions of a class from features: what somebody who knew the answers could reach.

Arguments: folder, rows, columns. Reads features.f64 (row-major) and classes.i32, writes predicted.i32.
"""
import sys

import numpy
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_predict

folder, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
features = numpy.fromfile(f"{folder}/features.f64").reshape(rows, columns)
classes = numpy.fromfile(f"{folder}/classes.i32", dtype=numpy.int32)
folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=1)
model = HistGradientBoostingClassifier(max_iter=200, random_state=1)
predicted = cross_val_predict(model, features, classes, cv=folds)
predicted.astype(numpy.int32).tofile(f"{folder}/predicted.i32")
