;;; (suo hash-table): maps by eq?, eqv?, equal? or string=?, iterated in the order of insertion.
(define-library (suo hash-table)
  (export make-eq-hash-table make-eqv-hash-table make-equal-hash-table make-string-hash-table hash-table?
          hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete! hash-table-pop! hash-table-contains?
          hash-table-count hash-table-update! hash-table-update!/default
          hash-table-keys hash-table-values hash-table->alist hash-table-walk hash-table-clear! hash-table-copy
          equal-hash string-hash)
  (import (runtime hash-tables)))
