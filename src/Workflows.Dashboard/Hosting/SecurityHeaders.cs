using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Workflows.Dashboard.Hosting;

/// <summary>What the browser may do with a page: nothing from elsewhere, nothing inline.</summary>
internal static class SecurityHeaders
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static void Use(IApplicationBuilder branch)
    {
        var antiforgery = branch.ApplicationServices.GetRequiredService<IOptions<AntiforgeryOptions>>();
        branch.Use((context, next) =>
        {
            Set(context.Response.Headers);

            // Registered before all others and so called last: the framework has put in by then what it thinks right for pages.
            var setBefore = context.Response.Headers.SetCookie;
            context.Response.OnStarting(() =>
            {
                SetOnPages(context.Response.Headers);
                DropCookie(context.Response.Headers, antiforgery.Value.Cookie.Name, setBefore);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    public static void Set(IHeaderDictionary headers)
    {
        SetOnPages(headers);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static void SetOnPages(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
    }

    /// <summary>The framework's token against forged requests, which nobody here reads: the gate asks the browser itself. A cookie that the host set stays.</summary>
    private static void DropCookie(IHeaderDictionary headers, string? name, Microsoft.Extensions.Primitives.StringValues setBefore)
    {
        if (name is not null && headers.SetCookie.Count > setBefore.Count)
            headers.SetCookie = headers.SetCookie.Where(cookie => setBefore.Contains(cookie) || cookie?.StartsWith(name + "=", StringComparison.Ordinal) != true).ToArray();
    }
}
