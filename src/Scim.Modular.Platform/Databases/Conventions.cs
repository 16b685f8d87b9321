using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Databases;

/// <summary>What holds for every table of every module.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder configuration, ModuleDbContext context)
    {
        var ids = context.GetType().Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Scim.Modular.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Append(context.GetType().Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsValueType && type.GetInterfaces().Any(face =>
                face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>)));
        foreach (var id in ids)
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));

        if (context.Database.IsSqlite())
        {
            // SQLite has no type for times, and EF compares its own text form of them only for equality.
            configuration.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        }
    }

    public static void Apply(ModelBuilder model, ModuleDbContext context)
    {
        var ordinal = context.Database.IsNpgsql() ? "C" : context.Database.IsSqlServer() ? "Latin1_General_100_BIN2" : null;
        foreach (var entity in model.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            if (context.Database.IsSqlite())
            {
                entity.SetTableName($"{context.Schema}_{table}");
                entity.SetSchema(null);
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                // Text compares by code point on every database: what is folded is folded before it is stored.
                if (ordinal is not null && property.ClrType == typeof(string) && property.GetColumnType() is not "jsonb")
                    property.SetCollation(ordinal);
            }

            if (entity.FindProperty(nameof(AggregateRoot.Version)) is { } version && entity.ClrType.IsAssignableTo(typeof(AggregateRoot)))
                version.IsConcurrencyToken = true;
            if (entity.ClrType.IsAssignableTo(typeof(IOwnedByOrganization)))
                entity.SetQueryFilter(OnlyCurrentOrganization(entity.ClrType, context));
        }
    }

    private static LambdaExpression OnlyCurrentOrganization(Type entity, ModuleDbContext context)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(IOwnedByOrganization.OrganizationId)),
                Expression.Property(Expression.Constant(context, context.GetType()), nameof(ModuleDbContext.CurrentOrganization))),
            row);
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Typed(value)) where TId : struct, IId<TId>
    {
        private static TId Typed(Guid value) => TId.From(value);
    }

    private sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
