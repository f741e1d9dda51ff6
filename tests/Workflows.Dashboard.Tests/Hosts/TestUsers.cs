using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>Signs a request in as the user that it names in a header or a cookie: "ada" or "ada:ops,payloads".</summary>
internal sealed class TestUsers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "TestUser";

    public static void AddTo(IServiceCollection services)
    {
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, TestUsers>(Name, null);
        services.AddAuthorizationBuilder()
            .AddPolicy("ops", policy => policy.RequireRole("ops"))
            .AddPolicy("payloads", policy => policy.RequireRole("payloads"));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Request.Headers[Name].FirstOrDefault() ?? Request.Cookies[Name];
        if (string.IsNullOrEmpty(given))
            return Task.FromResult(AuthenticateResult.NoResult());

        var parts = given.Split(':');
        var roles = parts.Length > 1 ? parts[1].Split(',') : [];
        Claim[] claims = [new(ClaimTypes.Name, parts[0]), .. roles.Select(role => new Claim(ClaimTypes.Role, role))];
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Name)));
    }
}
