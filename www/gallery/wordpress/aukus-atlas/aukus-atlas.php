<?php
/**
 * Plugin Name: AUKUS Atlas
 * Description: The custom element <aukus-atlas> as a shortcode and as a block. Everything comes from your own site.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** The element's attributes that an author may set. What a value may be the element says. */
const AUKUS_ATLAS_ATTRIBUTES = array( 'src', 'date', 'selected', 'track', 'projection', 'view', 'theme', 'lang', 'tour', 'permalink', 'interactive', 'detail', 'loading' );

/** The element, with what stands inside until it is ready. */
function aukus_atlas_render( $attributes, $fallback = '' ) {
	// Loaded once a page, and on pages that have one only.
	wp_enqueue_script_module( 'aukus-atlas', plugins_url( 'assets/aukus-atlas.js', __FILE__ ), array(), null );
	$html = '<aukus-atlas';
	foreach ( AUKUS_ATLAS_ATTRIBUTES as $name ) {
		if ( ! isset( $attributes[ $name ] ) || '' === $attributes[ $name ] ) {
			continue;
		}
		$value = (string) $attributes[ $name ];
		$html .= ' ' . $name . '="' . ( 'src' === $name ? esc_url( $value ) : esc_attr( $value ) ) . '"';
	}
	$fallback = '' === trim( (string) $fallback ) ? esc_html__( 'The interactive map needs JavaScript and WebAssembly.', 'aukus-atlas' ) : wp_kses_post( $fallback );
	return $html . '>' . $fallback . '</aukus-atlas>';
}

/** [aukus_atlas date="2024-04-08" selected="JPN"]What stands inside until it is ready.[/aukus_atlas] */
add_shortcode(
	'aukus_atlas',
	function ( $attributes, $content = '' ) {
		return aukus_atlas_render( (array) $attributes, do_shortcode( (string) $content ) );
	}
);

/** The block: the same attributes, and the fallback as a text. */
add_action(
	'init',
	function () {
		register_block_type(
			__DIR__,
			array(
				'render_callback' => function ( $attributes ) {
					$fallback = isset( $attributes['fallback'] ) ? $attributes['fallback'] : '';
					$element  = aukus_atlas_render( $attributes, $fallback );
					return '<div ' . get_block_wrapper_attributes() . '>' . $element . '</div>';
				},
			)
		);
	}
);
