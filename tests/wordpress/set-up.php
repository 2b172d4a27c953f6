<?php
/**
 * Sets a WordPress up: its database, its administrator, the plugin from its archive, and a page for each form.
 * `php set-up.php FOLDER ARCHIVE`; prints the pages' ids as JSON.
 */

[ , $folder, $archive ] = $argv;
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require "$folder/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

wp_install( 'A newsroom', 'admin', 'admin@example.org', false, '', 'password' );
wp_set_current_user( 1 );

// As the page "Upload Plugin" does it.
$upgrader = new Plugin_Upgrader( new Automatic_Upgrader_Skin() );
if ( true !== $upgrader->install( $archive ) ) {
	exit( "the archive is not installed\n" );
}
$error = activate_plugin( 'aukus-atlas/aukus-atlas.php' );
if ( is_wp_error( $error ) ) {
	exit( $error->get_error_message() . "\n" );
}

$pages = array(
	'shortcode' => "Before.\n\n[aukus_atlas date=\"2024-04-08\" selected=\"JPN\"]\nOn 8 April 2024 Japan was being <em>considered</em>.\n\nSince <time datetime=\"2021-09-15\">2021</time>.\n[/aukus_atlas]\n\nAfter.",
	'hostile'   => '[aukus_atlas date="2024-04-08" onclick="alert(1)" selected="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"]<script>alert(1)</script>Text[/aukus_atlas]',
	'block'     => '<!-- wp:aukus-atlas/atlas {"date":"2024-04-08","selected":"JPN","fallback":"Japan was considered.","align":"wide"} /-->',
	'neither'   => 'No atlas here.',
);
foreach ( $pages as $name => $content ) {
	$pages[ $name ] = wp_insert_post( wp_slash( array( 'post_title' => $name, 'post_content' => $content, 'post_status' => 'publish', 'post_type' => 'page' ) ) );
}
echo wp_json_encode( $pages ), "\n";
