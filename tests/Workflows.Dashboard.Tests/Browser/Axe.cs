using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Checks a page for what keeps people out of it.</summary>
internal static class Axe
{
    private static readonly string _script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What it finds wrong with the page as it looks now, in words.</summary>
    /// <param name="page">The page. Its policy for scripts stays in force: the checker comes through the debugger.</param>
    /// <param name="rules">Only these. Default: all.</param>
    public static async Task<string[]> FindAsync(IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync("script => { window.eval(script); }", _script);

        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => {
              const options = { resultTypes: ['violations'], ...(rules.length > 0 ? { runOnly: { type: 'rule', values: rules } } : {}) };
              const result = await axe.run(document, options);
              return result.violations.map(violation => `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
            }
            """,
            rules);
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
