/** Container images: their manifests, and what an image needs and has beside it. */
package dev.packhouse.domain.image;
