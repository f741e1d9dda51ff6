using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Workflows.Tests.Api.Hosting;

/// <summary>Signs a request in as the user that it names in a header: "ada" or "ada:ops".</summary>
internal sealed class TestUsers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "Test-User";

    public static void AddTo(IServiceCollection services)
    {
        services.AddAuthentication(Header).AddScheme<AuthenticationSchemeOptions, TestUsers>(Header, null);
        services.AddAuthorizationBuilder().AddPolicy("ops", policy => policy.RequireRole("ops"));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].FirstOrDefault() is not { Length: > 0 } given)
            return Task.FromResult(AuthenticateResult.NoResult());

        var parts = given.Split(':');
        List<Claim> claims = [.. parts.Skip(1).Select(role => new Claim(ClaimTypes.Role, role))];
        if (parts[0].Length > 0)
            claims.Add(new Claim(ClaimTypes.Name, parts[0]));

        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Header));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Header)));
    }
}
