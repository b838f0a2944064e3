//! Writes of addresses, contact methods and bank accounts.

use artu::Write;
use rand::RngExt as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Soak,
    belief::Child,
    step::{Expected, Step},
    writes::typed,
};
use crate::trouble::Outcome;

/// Children of one kind above which one is deleted rather than made.
const MOST_CHILDREN: usize = 4;

/// What makes a child with a mark, its client apart.
pub(super) fn input(kind: Child, mark: &str) -> Value {
    match kind {
        Child::Address => json!({
            "street": mark, "city": "Puebla", "state": "Puebla", "postalCode": "72000", "country": "MX",
        }),
        Child::ContactMethod => json!({ "type": "email", "value": mark }),
        Child::BankAccount => json!({
            "accountNumber": mark, "bankName": "Banco Ejemplo", "country": "MX", "currency": "MXN",
        }),
    }
}

impl Soak {
    /// A mark that no other child of the kind bears.
    pub(super) fn mark_of(&mut self, kind: Child) -> String {
        let mark = self.mark();
        match kind {
            Child::Address => format!("Calle {mark}"),
            Child::ContactMethod => format!("buzon{mark}@example.mx"),
            Child::BankAccount => format!("{mark:010}"),
        }
    }

    fn kind(&mut self) -> Child {
        match self.random.random_range(0..3) {
            0 => Child::Address,
            1 => Child::ContactMethod,
            _ => Child::BankAccount,
        }
    }

    /// Makes a child, changes one or deletes one.
    pub(super) fn child(&mut self, client: Uuid) -> Outcome<Step> {
        let kind = self.kind();
        let children = self.beliefs.of(client)?.children(kind);
        if children.is_empty() || (children.len() <= MOST_CHILDREN && self.random.random_bool(0.4))
        {
            return self.create_child(client, kind);
        }
        let (id, mark) = children[self.random.random_range(0..children.len())].clone();
        let removes = vec![kind.fact(&mark)];
        if children.len() > MOST_CHILDREN || self.random.random_bool(0.3) {
            let write = match kind {
                Child::Address => Write::delete_address(id.into()),
                Child::ContactMethod => Write::delete_contact_method(id.into()),
                Child::BankAccount => Write::delete_bank_account(id.into()),
            };
            return Ok(Step::new(
                "delete a child",
                write,
                Expected::changed(client, removes, Vec::new()),
            ));
        }
        let mark = self.mark_of(kind);
        let write = match kind {
            Child::Address => Write::update_address(id.into(), &typed(json!({ "street": mark }))?)?,
            Child::ContactMethod => {
                Write::update_contact_method(id.into(), &typed(json!({ "value": mark }))?)?
            }
            Child::BankAccount => {
                Write::update_bank_account(id.into(), &typed(json!({ "accountNumber": mark }))?)?
            }
        };
        let expected = Expected::changed(client, removes, vec![kind.fact(&mark)]);
        Ok(Step::new("change a child", write, expected))
    }

    fn create_child(&mut self, client: Uuid, kind: Child) -> Outcome<Step> {
        let mark = self.mark_of(kind);
        let mut input = input(kind, &mark);
        input["clientId"] = client.to_string().into();
        input["isPrimary"] = self.random.random_bool(0.3).into();
        let write = match kind {
            Child::Address => Write::create_address(&typed(input)?)?,
            Child::ContactMethod => Write::create_contact_method(&typed(input)?)?,
            Child::BankAccount => Write::create_bank_account(&typed(input)?)?,
        };
        let expected = Expected::changed(client, Vec::new(), vec![kind.fact(&mark)]);
        Ok(Step::new("make a child", write, expected))
    }

    /// A list of children in line with one item; the others go where the list is replaced.
    pub(super) fn sync_children(&mut self, client: Uuid) -> Outcome<Step> {
        let (kind, replace) = (self.kind(), self.random.random_bool(0.3));
        let mark = self.mark_of(kind);
        let there = self.beliefs.of(client)?.children(kind);
        let removes = there
            .iter()
            .filter(|_| replace)
            .map(|(_, mark)| kind.fact(mark))
            .collect();
        let item = input(kind, &mark);
        let client_id = client.into();
        let write = match kind {
            Child::Address => Write::sync_addresses(client_id, &[typed(item)?], replace)?,
            Child::ContactMethod => {
                Write::sync_contact_methods(client_id, &[typed(item)?], replace)?
            }
            Child::BankAccount => Write::sync_bank_accounts(client_id, &[typed(item)?], replace)?,
        };
        let expected = Expected::changed(client, removes, vec![kind.fact(&mark)]);
        Ok(Step::new("sync children", write, expected))
    }

    /// The same upsert of a child twice: the second finds it so already, or makes what the first did not.
    pub(super) async fn upsert_child_twice(&mut self, client: Uuid) -> Outcome {
        let bank = self.random.random_bool(0.5);
        let kind = if bank {
            Child::BankAccount
        } else {
            Child::ContactMethod
        };
        let mark = self.mark_of(kind);
        let mut input = input(kind, &mark);
        input["clientId"] = client.to_string().into();
        let external_id = format!("SOAK-CHILD-{mark}");
        let write = if bank {
            Write::upsert_bank_account(&external_id, &typed(input)?)?
        } else {
            Write::upsert_contact_method(&external_id, &typed(input)?)?
        };
        let made = || Expected::changed(client, Vec::new(), vec![kind.fact(&mark)]);
        let first = Step::new("upsert a child", write.clone(), made());
        let expected = if self.carry_out(first).await? {
            Expected::unchanged(client)
        } else {
            made()
        };
        let again = Step::new("upsert a child once more", write, expected);
        self.carry_out(again).await.map(drop)
    }
}
