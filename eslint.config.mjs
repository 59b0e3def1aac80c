import js from "@eslint/js";
import globals from "globals";

// Run by tools/lint, with the packages that tools/package.json pins.
export default [
    js.configs.recommended,
    {
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: { ...globals.browser },
        },
        rules: {
            "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            "prefer-const": "error",
            eqeqeq: ["error", "smart"],
        },
    },
];
