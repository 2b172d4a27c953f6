export default {
  base: "./",
  build: { outDir: "../../built/vite", emptyOutDir: true, reportCompressedSize: false },
  optimizeDeps: { exclude: ["aukus-atlas"] },
};
