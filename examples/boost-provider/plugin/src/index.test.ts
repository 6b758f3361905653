import feature from './index';

test('is one feature', () => {
  expect(feature.$$type).toBe('@backstage/BackendFeature');
});
