/** The use cases of GitHub Packages, between whoever asks ({@code in}) and whoever keeps the packages ({@code out}). */
package dev.packhouse.application;
