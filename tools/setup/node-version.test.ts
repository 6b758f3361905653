import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { findNode, isSupportedNode } from './node-version.mjs';

test('the Node that came with the dependencies is taken first', () => {
  const root = scratchFolder({ 'node_modules/node/bin/node': '#!/bin/sh\necho v24.21.0\n' });

  expect(findNode(root)).toBe(join(root, 'node_modules/node/bin/node'));
});

test('without it a supported Node runs the code itself', () => {
  const root = scratchFolder();

  expect(findNode(root, { execPath: '/opt/node', version: 'v26.1.0' })).toBe('/opt/node');
});

test('a Node of an install that ran no scripts does not count', () => {
  const root = scratchFolder({ 'node_modules/node/bin/node': '#!/bin/sh\nexit 1\n' });

  expect(() => findNode(root, { execPath: '/opt/node', version: 'v20.20.2' })).toThrow(
    /^The packages need Node 22\.19 or a later 22, 24, or 26 and later\. This is Node v20\.20\.2, /,
  );
});

test('the range of the packages is read right', () => {
  const versions = ['v20.20.2', 'v22.18.0', 'v22.19.0', 'v23.5.0', 'v24.0.0', 'v25.1.0', 'v26.0.0'];

  expect(versions.filter(isSupportedNode)).toEqual(['v22.19.0', 'v24.0.0', 'v26.0.0']);
});
