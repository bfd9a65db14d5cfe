// Copies assets only: icons, bundled fonts, templates. Code is compiled by tsc, kernels by asc (scripts/build.mjs).
const { src, dest, parallel } = require('gulp');

const copy = (globs, target) => () => src(globs, { encoding: false, allowEmpty: true }).pipe(dest(target));

exports['build:assets'] = parallel(
	copy(['nodes/**/*.svg', 'nodes/**/*.png'], 'dist/nodes'),
	copy(['credentials/**/*.svg'], 'dist/credentials'),
	copy(['lib/**/*.liquid', 'lib/**/*.html', 'lib/**/*.ttf', 'lib/**/OFL.txt'], 'dist/lib'),
);
