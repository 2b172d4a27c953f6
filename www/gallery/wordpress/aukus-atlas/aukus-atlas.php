<?php
/**
 * Plugin Name: AUKUS Atlas
 * Description: The custom element <aukus-atlas> as a shortcode and as a block. Everything comes from your own site.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** The element's attributes that an author may set. What a value may be the element says. */
const AUKUS_ATLAS_ATTRIBUTES = array( 'src', 'date', 'selected', 'track', 'projection', 'view', 'theme', 'lang', 'tour', 'permalink', 'interactive', 'detail', 'loading', 'aria-label' );

const AUKUS_ATLAS_MODULE = 'assets/aukus-atlas.js';

/** Has the module loaded: once a page, and on pages that have an atlas only. */
function aukus_atlas_load() {
	$file = __DIR__ . '/' . AUKUS_ATLAS_MODULE;
	if ( ! file_exists( $file ) ) {
		return;
	}
	$url = plugins_url( AUKUS_ATLAS_MODULE, __FILE__ );
	// Its name stays while its content changes: the hash tells caches so.
	$version = substr( md5_file( $file ), 0, 8 );
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'aukus-atlas', $url, array(), $version );
	} else {
		wp_enqueue_script( 'aukus-atlas', $url, array(), $version, true );
	}
}

/** Before 6.5 WordPress knew no modules. */
add_filter(
	'script_loader_tag',
	function ( $tag, $handle ) {
		return 'aukus-atlas' === $handle ? preg_replace( '/<script(?: type=(["\'])[^"\']*\1)?/', '<script type="module"', $tag, 1 ) : $tag;
	},
	10,
	2
);

/** The element, with what stands inside until it is ready. */
function aukus_atlas_render( $attributes, $fallback ) {
	aukus_atlas_load();
	$html = '<aukus-atlas';
	foreach ( AUKUS_ATLAS_ATTRIBUTES as $name ) {
		if ( isset( $attributes[ $name ] ) && '' !== $attributes[ $name ] ) {
			$html .= ' ' . $name . '="' . esc_attr( (string) $attributes[ $name ] ) . '"';
		}
	}
	if ( '' === $fallback ) {
		$fallback = '<p>' . esc_html__( 'The interactive map needs JavaScript and WebAssembly.', 'aukus-atlas' ) . '</p>';
	}
	return $html . '>' . $fallback . '</aukus-atlas>';
}

/** What an author may write inside, in paragraphs. */
function aukus_atlas_fallback( $text ) {
	$allowed         = wp_kses_allowed_html( 'post' );
	$allowed['time'] = array( 'datetime' => true );
	return trim( wpautop( trim( wp_kses( (string) $text, $allowed ) ) ) );
}

/** [aukus_atlas date="2024-04-08" selected="JPN"]What stands inside until it is ready.[/aukus_atlas] */
add_shortcode(
	'aukus_atlas',
	function ( $attributes, $content = '' ) {
		// By then WordPress has made paragraphs of the lines around the text, which begin or end outside it.
		$content = preg_replace( '~^(?:\s|<br ?/?>|</p>)+|(?:\s|<br ?/?>|<p>)+$~', '', (string) $content );
		return aukus_atlas_render( (array) $attributes, aukus_atlas_fallback( do_shortcode( $content ) ) );
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
					$element  = aukus_atlas_render( $attributes, aukus_atlas_fallback( $fallback ) );
					return '<div ' . get_block_wrapper_attributes() . '>' . $element . '</div>';
				},
			)
		);
	}
);

/** A dataset is a JSON file, which the media library does not take by itself. */
add_filter(
	'upload_mimes',
	function ( $types ) {
		$types['json'] = 'application/json';
		return $types;
	}
);

/** Who has copied the plugin without what it loads is told so. */
add_action(
	'admin_notices',
	function () {
		if ( current_user_can( 'activate_plugins' ) && ! file_exists( __DIR__ . '/' . AUKUS_ATLAS_MODULE ) ) {
			$told = __( 'AUKUS Atlas: the folder assets of the plugin is empty. Its readme says what belongs there.', 'aukus-atlas' );
			echo '<div class="notice notice-error"><p>' . esc_html( $told ) . '</p></div>';
		}
	}
);
