import { useState } from "react";
import { createRoot } from "react-dom/client";

function Page() {
  const [{ day, id, isThere }, set] = useState({ day: "2024-04-08", id: "JPN", isThere: true });
  window.app = { set: (changes) => set((before) => ({ ...before, ...changes })) };
  return (
    <main>
      <output>{id}</output>
      {isThere && (
        <aukus-atlas date={day} selected={id} loading="eager" messages={{ en: { globe: "Globus" } }} onatlas-select={({ detail }) => app.set({ id: detail.id })}>
          <p>Until it is ready</p>
        </aukus-atlas>
      )}
    </main>
  );
}

createRoot(document.querySelector("#app")).render(<Page />);
