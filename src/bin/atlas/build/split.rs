//! Two modules out of one: what the first picture needs, and what only a reader's hand asks for.
//!
//! The later part is given by the names of the functions it begins with; whatever is reachable
//! through them alone goes along. In the first part such a function is a few bytes that see to it
//! that the later part is there, then call it through the table. The two share memory, tables and
//! globals: the later one imports them, and the functions it calls, from the first one's exports.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{Call, Instr, RefFunc, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, Module, ModuleConfig, RefType, TableId, ir,
};

use super::names::short_name;

/// From where the later part imports what is the first one's.
const FIRST: &str = "first";
/// What the first part calls before it goes on in the later one.
const LOAD: (&str, &str) = ("later", "load");

pub struct Parts {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
}

/// Splits a module with names. `is_later` is told the name of a function, without hashes, and gives
/// whether the later part begins with it.
pub fn split(wasm: &[u8], is_later: impl Fn(&str) -> bool, keeps_names: bool) -> Result<Parts> {
    let read = || {
        let mut config = ModuleConfig::new();
        config.generate_name_section(keeps_names).generate_producers_section(false);
        Module::from_buffer_with_config(wasm, &config).context("the bound module cannot be read")
    };
    let plan = Plan::of(&read()?, is_later)?;
    Ok(Parts { first: plan.first(read()?)?, later: plan.later(read()?)? })
}

/// Adds a section of that name, which a page can read and the module takes no notice of.
pub fn add_section(wasm: &mut Vec<u8>, name: &str, content: &[u8]) {
    let mut section = Vec::new();
    write_length(name.len(), &mut section);
    section.extend(name.as_bytes());
    section.extend(content);
    wasm.push(0);
    write_length(section.len(), wasm);
    wasm.extend(section);
}

/// Seven bits a byte, the lowest first (LEB128).
fn write_length(mut length: usize, out: &mut Vec<u8>) {
    while length > 0x7f {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
}

/// Functions by their place in the module, which is the same each time it is read.
struct Plan {
    /// The functions of the later part that the first one names, and their slots in the table.
    slots: BTreeMap<usize, u64>,
    /// The functions of the first part that the later one calls, and the names by which it does.
    lent: BTreeMap<usize, String>,
    /// How many slots the table has for itself.
    slots_before: u64,
}

impl Plan {
    fn of(module: &Module, is_later: impl Fn(&str) -> bool) -> Result<Plan> {
        let ids = ids(module);
        let place: BTreeMap<FunctionId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let calls: Vec<BTreeSet<usize>> =
            ids.iter().map(|id| named_by(module, *id).into_iter().map(|id| place[&id]).collect()).collect();
        let begins: Vec<bool> = ids
            .iter()
            .map(|id| {
                let function = module.funcs.get(*id);
                let is_local = matches!(function.kind, FunctionKind::Local(_));
                is_local && function.name.as_deref().is_some_and(|name| is_later(&without_hashes(name)))
            })
            .collect();
        let roots: BTreeSet<usize> = roots(module).into_iter().map(|id| place[&id]).collect();

        let mut first = BTreeSet::new();
        let mut open: Vec<usize> = roots.iter().copied().filter(|at| !begins[*at]).collect();
        while let Some(at) = open.pop() {
            if first.insert(at) {
                open.extend(calls[at].iter().copied().filter(|callee| !begins[*callee]));
            }
        }
        let is_local = |at: &usize| matches!(module.funcs.get(ids[*at]).kind, FunctionKind::Local(_));
        let later: BTreeSet<usize> =
            (0..ids.len()).filter(|at| !first.contains(at) && is_local(at)).collect();
        let named = first.iter().flat_map(|at| calls[*at].iter()).chain(&roots).copied();
        let slots_before = module.tables.get(function_table(module)?).initial;
        let slots = named.filter(|at| later.contains(at)).collect::<BTreeSet<_>>();
        let slots = slots.into_iter().zip(slots_before..).collect();
        let lent = later.iter().flat_map(|at| calls[*at].iter()).copied();
        let lent: BTreeSet<usize> = lent.filter(|at| !later.contains(at) && is_local(at)).collect();
        // In the order in which wasm-opt will put them, since what counts up evenly compresses best.
        let mut lent: Vec<usize> = lent.into_iter().collect();
        lent.sort_by_cached_key(|at| module.funcs.get(ids[*at]).name.clone());
        let lent = lent.into_iter().enumerate().map(|(nth, at)| (at, short_name(nth))).collect();
        Ok(Plan { slots, lent, slots_before })
    }

    fn first(&self, mut module: Module) -> Result<Vec<u8>> {
        let ids = ids(&module);
        let table = function_table(&module)?;
        let slots_after = self.slots_before + self.slots.len() as u64;
        let resized = module.tables.get_mut(table);
        resized.initial = slots_after;
        resized.maximum = resized.maximum.map(|most| most.max(slots_after));
        let nothing = module.types.add(&[], &[]);
        let (load, _) = module.add_import_func(LOAD.0, LOAD.1, nothing);
        for (at, slot) in &self.slots {
            let ty = module.funcs.get(ids[*at]).ty();
            let (params, results) = module.types.params_results(ty);
            let (params, results) = (params.to_vec(), results.to_vec());
            let arguments: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
            let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
            let mut body = builder.func_body();
            body.call(load);
            for argument in &arguments {
                body.local_get(*argument);
            }
            body.i32_const(i32::try_from(*slot)?);
            body.instr(ir::CallIndirect { ty, table });
            module.funcs.get_mut(ids[*at]).kind = FunctionKind::Local(builder.local_func(arguments));
        }
        let mut lent: Vec<(&usize, &String)> = self.lent.iter().collect();
        lent.sort_by_key(|(_, name)| (name.len(), name.as_str()));
        for (at, name) in lent {
            module.exports.add(name, ids[*at]);
        }
        for (name, item) in self.shared(&module) {
            module.exports.add(&name, item);
        }
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    fn later(&self, mut module: Module) -> Result<Vec<u8>> {
        let ids = ids(&module);
        let table = function_table(&module)?;
        let shared = self.shared(&module);
        for export in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
            module.exports.delete(export);
        }
        for element in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
            module.elements.delete(element);
        }
        for data in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
            module.data.delete(data);
        }
        module.start = None;
        for (name, item) in shared {
            match item {
                ExportItem::Memory(id) => {
                    let import = module.imports.add(FIRST, &name, ImportKind::Memory(id));
                    let memory = module.memories.get_mut(id);
                    memory.import = Some(import);
                    memory.data_segments = Default::default();
                }
                ExportItem::Table(id) => {
                    let import = module.imports.add(FIRST, &name, ImportKind::Table(id));
                    let shared = module.tables.get_mut(id);
                    shared.import = Some(import);
                    shared.elem_segments = Default::default();
                    // The first part has grown it by then.
                    shared.maximum = None;
                }
                ExportItem::Global(id) => {
                    let import = module.imports.add(FIRST, &name, ImportKind::Global(id));
                    module.globals.get_mut(id).kind = GlobalKind::Import(import);
                }
                ExportItem::Function(_) | ExportItem::Tag(_) => bail!("`{name}` cannot be shared"),
            }
        }
        for (at, name) in &self.lent {
            let ty = module.funcs.get(ids[*at]).ty();
            let import = module.imports.add(FIRST, name, ImportKind::Function(ids[*at]));
            module.funcs.get_mut(ids[*at]).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        let offset = ConstExpr::Value(ir::Value::I32(i32::try_from(self.slots_before)?));
        let functions = self.slots.keys().map(|at| ids[*at]).collect();
        let element =
            module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(element);
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    /// Memories, tables and globals under the names that the parts know them by.
    fn shared(&self, module: &Module) -> Vec<(String, ExportItem)> {
        let memories = module.memories.iter().map(|memory| ExportItem::from(memory.id()));
        let tables = module.tables.iter().map(|table| ExportItem::from(table.id()));
        // Constants are not shared: each part has its own.
        let globals = module.globals.iter().filter(|global| global.mutable);
        let globals = globals.map(|global| ExportItem::from(global.id()));
        let items = memories.chain(tables).chain(globals).enumerate();
        items.map(|(at, item)| (format!("_{at}"), item)).collect()
    }
}

fn ids(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(|function| function.id()).collect()
}

fn function_table(module: &Module) -> Result<TableId> {
    let mut tables = module.tables.iter().filter(|table| table.element_ty == RefType::FUNCREF);
    tables.next().map(|table| table.id()).context("the module has no table of functions")
}

/// What is called from outside or through the table.
fn roots(module: &Module) -> BTreeSet<FunctionId> {
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    });
    let in_tables = module.elements.iter().flat_map(|element| match &element.items {
        ElementItems::Functions(ids) => ids.clone(),
        ElementItems::Expressions(_, expressions) => expressions.iter().filter_map(function_of).collect(),
    });
    let in_globals = module.globals.iter().filter_map(|global| match &global.kind {
        GlobalKind::Local(expression) => function_of(expression),
        GlobalKind::Import(_) => None,
    });
    exported.chain(in_tables).chain(in_globals).chain(module.start).collect()
}

fn function_of(expression: &ConstExpr) -> Option<FunctionId> {
    match expression {
        ConstExpr::RefFunc(id) => Some(*id),
        _ => None,
    }
}

/// The functions that a function names.
fn named_by(module: &Module, id: FunctionId) -> BTreeSet<FunctionId> {
    struct Named(BTreeSet<FunctionId>);
    impl<'a> Visitor<'a> for Named {
        fn visit_call(&mut self, call: &Call) {
            self.0.insert(call.func);
        }
        fn visit_ref_func(&mut self, named: &RefFunc) {
            self.0.insert(named.func);
        }
        fn visit_instr(&mut self, instr: &'a Instr, _: &'a ir::InstrLocId) {
            if let Instr::ReturnCall(call) = instr {
                self.0.insert(call.func);
            }
        }
    }
    let mut named = Named(BTreeSet::new());
    if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
        dfs_in_order(&mut named, function, function.entry_block());
    }
    named.0
}

/// `a[0f1e]::b` as `a::b`: which crate of that name is meant changes with every build.
fn without_hashes(name: &str) -> String {
    let mut clean = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        clean.push_str(before);
        let hash = after
            .split_once(']')
            .filter(|(hash, _)| hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hash {
            Some((_, after)) => rest = after,
            None => {
                clean.push('[');
                rest = after;
            }
        }
    }
    clean + rest
}
