"""Provisions: what orders require, prohibit, permit, establish, declare, reaffirm and revoke; who is bound, when."""
