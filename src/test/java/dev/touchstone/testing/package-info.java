/** What tests share: seeded generators and real servers on free ports. */
@NullMarked
package dev.touchstone.testing;

import org.jspecify.annotations.NullMarked;
