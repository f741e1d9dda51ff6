using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Persistence;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A schema whose store is in a context of an application that renames, converts and hides whatever it can.</summary>
public sealed class OpinionatedSchema : TestSchema
{
    private protected override void AddStore(IServiceCollection services)
    {
        services.AddSingleton(new OpinionatedContext.Place(Name));
        services.AddDbContext<OpinionatedContext>(options =>
        {
            OpinionatedContext.Configure(options);
            options.UseUpperCaseNamingConvention();
        });
        EntityFrameworkStoreRegistration.Add<OpinionatedContext>(services, new WorkflowStoreOptions());
    }
}
